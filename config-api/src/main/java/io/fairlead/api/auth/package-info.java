/// Sign-in. [io.fairlead.api.auth.SignIn] judges a request's credentials;
/// [io.fairlead.api.auth.TokenFile] is where the accepted token comes from.
@NullMarked
package io.fairlead.api.auth;

import org.jspecify.annotations.NullMarked;
