/// Sign-in: who asks. [io.fairlead.api.auth.SignIn] takes a request's token to a
/// [io.fairlead.api.auth.TokenIssuer], which is either the hub's own
/// ([io.fairlead.api.auth.EmbeddedIssuer]) or one of OpenID Connect
/// ([io.fairlead.api.auth.OidcIssuer]), and gets a [io.fairlead.api.auth.Caller]. What that may do
/// is for [io.fairlead.api.access].
@NullMarked
package io.fairlead.api.auth;

import org.jspecify.annotations.NullMarked;
