/// What an assignment would do before it is made. [io.fairlead.api.preview.Draft] puts it among the
/// policies that there are; [io.fairlead.api.preview.Previewer] asks what becomes of one cluster
/// ([io.fairlead.api.preview.ClusterPreview]) and of each of its configurations
/// ([io.fairlead.api.preview.ConfigurationPreview]), and
/// [io.fairlead.api.preview.PreviewTotals] counts.
@NullMarked
package io.fairlead.api.preview;

import org.jspecify.annotations.NullMarked;
