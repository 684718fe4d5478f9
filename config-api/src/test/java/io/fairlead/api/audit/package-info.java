/// What is seen to before a request is answered.
@NullMarked
package io.fairlead.api.audit;

import org.jspecify.annotations.NullMarked;
