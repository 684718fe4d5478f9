package io.fairlead.systemtest;

import io.fairlead.systemtest.check.Ledger;
import io.fairlead.systemtest.edge.EdgeRuntime;
import io.fairlead.systemtest.edge.Fleet;
import io.fairlead.systemtest.hub.Hub;
import io.fairlead.systemtest.user.ConfigUser;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test a [World] on one hub, which is started for the first of them and stopped after
/// the last.
/// A test that kills processes starts them again; the next one begins with a healthy hub or fails.
final class SharedHub implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedHub.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == World.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Hub hub =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Hub.class, none -> Hub.start(), Hub.class);
    EdgeRuntime runtime =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(EdgeRuntime.class, none -> new EdgeRuntime(), EdgeRuntime.class);
    hub.awaitHealthy();
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(World.class, none -> worldOn(hub, runtime), World.class);
  }

  private static World worldOn(Hub hub, EdgeRuntime runtime) {
    ConfigUser user = new ConfigUser(hub.api(), hub.tokenFile());
    return new World(
        hub,
        user,
        new Fleet(user, hub.gateway(), hub.directory().resolve("edge"), runtime),
        new Ledger());
  }
}
