/// How work is done: on which thread ([io.fairlead.api.work.EvaluationPool] for what takes long,
/// [io.fairlead.api.work.PagePool] for large pages,
/// [io.fairlead.api.work.CurrentContext] for the way back), and how the store is called
/// ([io.fairlead.api.work.StoreCalls]).
@NullMarked
package io.fairlead.api.work;

import org.jspecify.annotations.NullMarked;
