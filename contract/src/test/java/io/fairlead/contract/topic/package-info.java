@NullMarked
package io.fairlead.contract.topic;

import org.jspecify.annotations.NullMarked;
