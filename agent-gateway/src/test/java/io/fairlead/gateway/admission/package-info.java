/// Who is let in and who is not.
@NullMarked
package io.fairlead.gateway.admission;

import org.jspecify.annotations.NullMarked;
