/// What queries of policy states may say.
@NullMarked
package io.fairlead.api.odata;

import org.jspecify.annotations.NullMarked;
