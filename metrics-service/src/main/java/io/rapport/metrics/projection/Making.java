package io.rapport.metrics.projection;

import io.rapport.metrics.timeline.ProjectionSettings;

/**
 * What the rows of one side are made with.
 *
 * @param settings what the account chose, in the version that holds on this side
 */
record Making(Side side, ProjectionSettings settings) {}
