package io.fairlead.agent.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fairlead.agent.object.ApiKind;
import io.fairlead.agent.object.FluxKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/// The definitions of Flux's kinds, from the resources in `crd`: each in its present version and
/// the former one (`v1` and `v1beta2`, as a rule), or, as old Flux has them, in the former alone.
final class FluxDefinitions {
  private static final String LABEL = "fairlead.io/stand-in";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final KubernetesClient client;
  private final boolean real;
  private final boolean old;

  /// Those of present Flux.
  FluxDefinitions(KubernetesClient client, boolean real) {
    this(client, real, false);
  }

  FluxDefinitions(KubernetesClient client, boolean real, boolean old) {
    this.client = client;
    this.real = real;
    this.old = old;
  }

  /// The kinds, in the order in which they are installed.
  static List<FluxKind> kinds() {
    return List.of(FluxKind.values());
  }

  /// How the client addresses a kind.
  static ResourceDefinitionContext context(ApiKind kind, String version) {
    return KindVersions.context(kind, version);
  }

  /// Installs those that are missing, and returns when all are served. Flux's own are left alone.
  void install() {
    kinds().forEach(this::install);
    if (real) {
      kinds().forEach(kind -> await().atMost(PATIENCE).pollInterval(GLANCE).until(served(kind)));
    }
  }

  /// Removes all, with all objects of these kinds, and returns when none is there any more.
  ///
  /// @throws IllegalStateException when the definitions are Flux's own
  void remove() {
    List<FluxKind> there = kinds().stream().filter(kind -> definition(kind).get() != null).toList();
    for (FluxKind kind : there) {
      if (!isStandIn(definition(kind).get())) {
        throw new IllegalStateException(kind + " is defined by Flux, not by a test");
      }
    }
    // Before, too: the server looks again only after five seconds when it finds an object held.
    there.forEach(kind -> objects(kind).forEach(this::dropFinalizers));
    there.forEach(kind -> definition(kind).delete());
    there.forEach(kind -> await().atMost(PATIENCE).pollInterval(GLANCE).until(() -> isGone(kind)));
  }

  /// Lets go of what holds a deleted definition: the server removes the objects, but not while they
  /// have finalizers.
  private boolean isGone(FluxKind kind) {
    objects(kind).forEach(this::dropFinalizers);
    return definition(kind).get() == null;
  }

  private void install(FluxKind kind) {
    CustomResourceDefinition wanted = read(kind);
    if (real) {
      await().atMost(PATIENCE).pollInterval(GLANCE).until(() -> !isGoing(kind));
    }
    CustomResourceDefinition found = definition(kind).get();
    if (found == null && !real) {
      client.resource(wanted).create();
    } else if (real && (found == null || isStandIn(found))) {
      client.resource(wanted).fieldManager("fairlead-tests").forceConflicts().serverSideApply();
    }
  }

  private boolean isGoing(FluxKind kind) {
    CustomResourceDefinition found = definition(kind).get();
    return found != null && found.isMarkedForDeletion();
  }

  /// Whether it is from here: Flux's own definitions are left alone.
  private static boolean isStandIn(CustomResourceDefinition found) {
    Map<String, String> labels = found.getMetadata().getLabels();
    return labels != null && labels.containsKey(LABEL);
  }

  private Callable<Boolean> served(FluxKind kind) {
    return () ->
        read(kind).getSpec().getVersions().stream()
            .allMatch(version -> isServed(kind, version.getName()));
  }

  private boolean isServed(FluxKind kind, String version) {
    var resources = client.getApiResources(kind.apiVersion(version));
    if (resources == null
        || resources.getResources().stream().noneMatch(r -> r.getName().equals(kind.plural()))) {
      return false;
    }
    try {
      client.genericKubernetesResources(context(kind, version)).inAnyNamespace().list();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private List<GenericKubernetesResource> objects(FluxKind kind) {
    try {
      return client
          .genericKubernetesResources(context(kind, definedVersion(kind)))
          .inAnyNamespace()
          .list()
          .getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private String definedVersion(FluxKind kind) {
    CustomResourceDefinition found = definition(kind).get();
    return found == null
        ? kind.versions().getFirst()
        : found.getSpec().getVersions().getFirst().getName();
  }

  private void dropFinalizers(GenericKubernetesResource object) {
    Leftovers.dropFinalizers(object, client.resource(object));
  }

  private Resource<CustomResourceDefinition> definition(FluxKind kind) {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(kind.plural() + "." + kind.group());
  }

  private CustomResourceDefinition read(FluxKind kind) {
    String name = "/crd/" + kind.plural() + ".yaml";
    try (InputStream text =
        Objects.requireNonNull(FluxDefinitions.class.getResourceAsStream(name), name)) {
      CustomResourceDefinition read = Serialization.unmarshal(text, CustomResourceDefinition.class);
      return old ? inOldVersion(read) : read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CustomResourceDefinition inOldVersion(CustomResourceDefinition read) {
    CustomResourceDefinitionVersion former = read.getSpec().getVersions().getLast();
    former.setStorage(true);
    read.getSpec().setVersions(List.of(former));
    return read;
  }
}
