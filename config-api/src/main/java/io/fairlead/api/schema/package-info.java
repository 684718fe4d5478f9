/// What a body may be, said once and declaratively. A [Schema] is plain data; everything else
/// follows from it: [Validator] checks, completes and normalises a document, [ChangeRules]
/// compares two versions of one, [PatchShape] looks over a merge patch, [Secrets] takes the
/// secrets out, and [OpenApi] describes it to clients. Reading order: [Schema], [Property],
/// [StringFormat], [Rule], [Violation], [Validator].
///
/// Null is the same as leaving a property out, except where a patch or a secret makes it mean
/// "remove".
@NullMarked
package io.fairlead.api.schema;

import org.jspecify.annotations.NullMarked;
