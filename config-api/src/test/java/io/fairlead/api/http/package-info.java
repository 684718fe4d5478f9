/// The API over HTTP, on a store in memory.
@NullMarked
package io.fairlead.api.http;

import org.jspecify.annotations.NullMarked;
