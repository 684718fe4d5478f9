@NullMarked
package io.fairlead.local.token;

import org.jspecify.annotations.NullMarked;
