/// The audit log as the API sees it. [io.fairlead.store.audit.AuditDraft] is what is known of a
/// request before it is carried out; a store that was told of it (`audited`) records it in the
/// transaction of its [io.fairlead.store.audit.Change], and all else goes through
/// [io.fairlead.store.audit.AuditLog].
@NullMarked
package io.fairlead.store.audit;

import org.jspecify.annotations.NullMarked;
