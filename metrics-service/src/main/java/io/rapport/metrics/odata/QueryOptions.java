package io.rapport.metrics.odata;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The system query options that are supported, as they stand in the URL. */
record QueryOptions(
    @RestQuery("$filter")
        @Parameter(
            description =
                "Which rows: eq, ne, gt, ge, lt, le, in, contains, startswith, endswith, and, or, not"
                    + " and parentheses.",
            example = "Kpi eq 'open-rate' and Date ge 2026-10-01")
        String filter,
    @RestQuery("$select")
        @Parameter(description = "Which properties, separated by commas.", example = "Date,Value")
        String select,
    @RestQuery("$orderby")
        @Parameter(description = "Properties, each with asc or desc.", example = "Date desc")
        String orderBy,
    @RestQuery("$top")
        @Parameter(
            description = "How many rows at most, over all pages.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
        String top,
    @RestQuery("$skip")
        @Parameter(
            description = "How many rows to leave out at the beginning.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
        String skip,
    @RestQuery("$count")
        @Parameter(description = "true: also how many rows there are in all.", example = "true")
        String count,
    @RestQuery("$skiptoken")
        @Parameter(description = "Where a page begins; only as @odata.nextLink gives it.")
        String skipToken) {}
