/// Sign-in.
@NullMarked
package io.fairlead.api.auth;

import org.jspecify.annotations.NullMarked;
