/// Bytes to JSON and back, with limits. Reading order: [JsonPath], [BodyReader] with [ParsedBody],
/// [CanonicalJson], [MergePatch].
@NullMarked
package io.fairlead.api.json;

import org.jspecify.annotations.NullMarked;
