@NullMarked
package io.fairlead.local.agent;

import org.jspecify.annotations.NullMarked;
