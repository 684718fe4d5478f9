/// A request and its answer, free of any HTTP library. Read [io.fairlead.api.request.ArmRequest]
/// and [io.fairlead.api.request.Answer] first.
@NullMarked
package io.fairlead.api.request;

import org.jspecify.annotations.NullMarked;
