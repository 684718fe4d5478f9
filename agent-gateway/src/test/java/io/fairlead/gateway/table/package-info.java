/// The table's topology and its files, without a broker.
@NullMarked
package io.fairlead.gateway.table;

import org.jspecify.annotations.NullMarked;
