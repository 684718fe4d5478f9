package io.fairlead.agent.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ManagedKind;
import java.util.List;
import java.util.Map;

/// The cache in which fluxd keeps what it knows of images.
final class Memcached {
  private static final String NAME = "memcached";
  private static final int PORT = 11211;
  // The user of the published image.
  private static final int USER = 11211;

  private final OperatorSpec spec;
  private final OperatorImages images;

  Memcached(OperatorSpec spec, OperatorImages images) {
    this.spec = spec;
    this.images = images;
  }

  /// The deployment and the service; none when images are not looked for.
  List<DesiredObject> objects() {
    return spec.params().scansImages() ? List.of(deployment(), service()) : List.of();
  }

  /// How fluxd reaches it: by the service's address, for which the name of an SRV record has to be
  /// empty.
  static List<Argument> arguments(OperatorSpec spec) {
    return spec.params().scansImages()
        ? List.of(
            Argument.flag("memcached-hostname", spec.memcachedName()),
            Argument.flag("memcached-service", ""))
        : List.of();
  }

  private DesiredObject deployment() {
    return new Workload(
            spec.ref(ManagedKind.Deployment, spec.memcachedName()),
            new PartLabels(spec.instance(), NAME),
            Map.of(),
            null,
            new Container(
                NAME,
                images.memcachedImage(),
                images.pullPolicy(),
                // 64 MB in all, and 5 MB for one entry, because lists of tags get long.
                List.of(
                    Argument.literal("-m"),
                    Argument.literal("64"),
                    Argument.literal("-I"),
                    Argument.literal("5m"),
                    Argument.literal("-p"),
                    Argument.literal(String.valueOf(PORT))),
                List.of(),
                List.of(),
                NAME,
                PORT,
                new Container.Probe.Tcp(),
                new Container.Resources("10m", "64Mi"),
                new Container.Resources(null, "128Mi"),
                new Container.Confinement(USER, false)))
        .render();
  }

  private DesiredObject service() {
    var body = JsonNodeFactory.instance.objectNode();
    var service = body.putObject("spec").put("type", "ClusterIP");
    service.set("selector", new PartLabels(spec.instance(), NAME).render());
    service
        .putArray("ports")
        .addObject()
        .put("name", NAME)
        .put("port", PORT)
        .put("targetPort", PORT)
        .put("protocol", "TCP");
    return new DesiredObject(spec.ref(ManagedKind.Service, spec.memcachedName()), body);
  }
}
