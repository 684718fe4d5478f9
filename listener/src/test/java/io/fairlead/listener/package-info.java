@NullMarked
package io.fairlead.listener;

import org.jspecify.annotations.NullMarked;
