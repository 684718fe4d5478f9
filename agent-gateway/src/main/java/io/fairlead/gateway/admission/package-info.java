/// Who may open a session: [io.fairlead.gateway.admission.TokenCheck] reads an agent's token
/// ([io.fairlead.gateway.admission.EcdsaProvider] does the costly part),
/// [io.fairlead.gateway.admission.AdmissionQueue] bounds what that may cost,
/// [io.fairlead.gateway.admission.ReplayGuard] sees that it is used once, and
/// [io.fairlead.gateway.admission.Turnstile] lets in only so many at a time.
/// [io.fairlead.gateway.admission.Attempt] is what became of an attempt, and the label under which
/// it is counted.
@NullMarked
package io.fairlead.gateway.admission;

import org.jspecify.annotations.NullMarked;
