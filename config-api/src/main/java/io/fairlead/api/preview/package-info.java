/// What an assignment would do before it is made. [io.fairlead.api.preview.Draft] puts it among the
/// policies that there are; [io.fairlead.api.preview.Previewer] asks what would become of one
/// cluster after the other ([io.fairlead.api.preview.Standing]) and of each of its configurations
/// ([io.fairlead.api.preview.ConfigurationPreview]) and tells a
/// [io.fairlead.api.preview.PreviewListener] bit by bit, before a
/// [io.fairlead.api.preview.Deadline]. [io.fairlead.api.preview.PreviewTotals] counts.
@NullMarked
package io.fairlead.api.preview;

import org.jspecify.annotations.NullMarked;
