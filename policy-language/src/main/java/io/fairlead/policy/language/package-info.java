/// Azure Policy's rule language. Start with [io.fairlead.policy.language.PolicyDefinition]: it
/// is read from JSON once, bound to the parameters of an assignment, and the
/// [io.fairlead.policy.language.BoundPolicy] answers for one resource after the other. All of
/// it is plain Java, immutable and thread-safe; every evaluation is bounded in steps and
/// repeatable.
///
/// The way through it: `problem` and `limit` (what can go wrong and how much is too much),
/// `value`, `resource` (what is asked about), `function`, `expression`, `content` (JSON with
/// expressions), `rule` (conditions), `template` (deployments), `definition` (the rest of a
/// definition). Each package uses only those before it. `docs/policy-language.md` says what is
/// supported.
@NullMarked
package io.fairlead.policy.language;

import org.jspecify.annotations.NullMarked;
