/// The part of OData in which states of policies are asked for: what `$filter`, `$orderby` and
/// `$select` may say. Read [io.fairlead.api.odata.StateColumn] first, then
/// [io.fairlead.api.odata.FilterParser].
@NullMarked
package io.fairlead.api.odata;

import org.jspecify.annotations.NullMarked;
