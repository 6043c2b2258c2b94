package io.rapport.ingest.links;

import static java.util.Objects.requireNonNull;

import io.rapport.common.security.AccountScope;
import io.rapport.common.security.Role;
import io.rapport.ingest.links.qr.QrCode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Links to be printed. */
@Path("/v1/links/{code}/qr")
@Tag(name = "Links")
class QrResource {

  private static final String SVG = "image/svg+xml";
  private static final String PNG = "image/png";

  private final AccountScope scope;
  private final Links links;
  private final LinkUrls urls;

  QrResource(AccountScope scope, Links links, LinkUrls urls) {
    this.scope = requireNonNull(scope, "scope is null");
    this.links = requireNonNull(links, "links is null");
    this.urls = requireNonNull(urls, "urls is null");
  }

  @GET
  @Produces({SVG, PNG})
  @RolesAllowed({Role.VIEWER, Role.ANALYST, Role.MARKETER, Role.ADMIN})
  @Operation(
      operationId = "getLinkQrCode",
      summary = "The address of a link as a QR code",
      description =
          """
          Black on white with its quiet zone, readable with 15 % of it damaged. Print from SVG. \
          Roles: viewer, analyst, marketer, admin.""")
  @APIResponse(
      responseCode = "200",
      description = "The picture",
      content = {
        @Content(
            mediaType = SVG,
            schema = @Schema(implementation = String.class),
            examples =
                @ExampleObject(
                    name = "its beginning",
                    value = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"512\">...</svg>")),
        @Content(
            mediaType = PNG,
            schema = @Schema(type = SchemaType.STRING, format = "binary"),
            examples = @ExampleObject(name = "its signature", value = "\\x89PNG..."))
      })
  @APIResponse(responseCode = "404", description = "There is no such link")
  public Uni<Response> get(
      @Parameter(description = LinksResource.CODE, example = LinksResource.CODE_EXAMPLE) @RestPath
          String code,
      @Parameter(description = "`svg` or `png`", example = "svg")
          @QueryParam("format")
          @DefaultValue("svg")
          @Pattern(regexp = "svg|png", message = "must be svg or png")
          String format,
      @Parameter(description = "Width and height in pixels", example = "512")
          @QueryParam("size")
          @DefaultValue("512")
          @Min(128)
          @Max(2048)
          int size) {
    var known = LinksResource.known(code);
    return scope
        .require(known.accountId())
        .chain(account -> links.get(known))
        .map(
            record ->
                format.equals("png")
                    ? Response.ok(QrCode.png(urls.of(known), size), PNG).build()
                    : Response.ok(QrCode.svg(urls.of(known), size), SVG).build());
  }
}
