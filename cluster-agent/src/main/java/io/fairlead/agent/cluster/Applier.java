package io.fairlead.agent.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fairlead.agent.object.DesiredObject;
import io.fairlead.agent.object.ObjectRef;
import io.fairlead.agent.object.ObservedObject;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Makes one object at a time as it has to be, by server-side apply as the field manager
/// `fairlead`, or removes it. Never touches an object that is not the agent's.
///
/// Thread-safe. What the cluster cannot do now is thrown as an [ObjectFaultException]: try again
/// later.
public final class Applier {
  private static final Logger LOG = Logger.getLogger(Applier.class);

  private static final int UNPROCESSABLE = 422;
  private static final String FLUX_FINALIZER = "finalizers.fluxcd.io";

  private final KubernetesClient client;
  private final ManagedObjects objects;

  /// @param objects what is there, and what it answers is told to
  public Applier(KubernetesClient client, ManagedObjects objects) {
    this.client = client;
    this.objects = objects;
  }

  /// Makes an object as it has to be, with these labels; where its namespace is missing, that too.
  public Outcome bring(DesiredObject desired, Map<String, String> labels) {
    try {
      return brought(desired, labels);
    } catch (KubernetesClientException e) {
      throw new ObjectFaultException(desired.ref(), e);
    }
  }

  private Outcome brought(DesiredObject desired, Map<String, String> labels) {
    ObjectRef ref = desired.ref();
    Optional<ResourceDefinitionContext> served = objects.context(ref.kind());
    if (served.isEmpty()) {
      return new Outcome.Refused("the cluster does not know " + ref.kind() + " objects");
    }
    ObjectNode wanted = whole(desired, labels, served.get());
    return switch (drift(wanted, ref, labels)) {
      case Drift.None() -> new Outcome.Unchanged();
      case Drift.Leaving() -> new Outcome.InTheWay();
      case Drift.Others() -> taken(ref);
      case Drift.Changed() -> apply(ref, wanted, served.get());
      case Drift.Extended(List<String> pointers, boolean changed) -> {
        Outcome reduced = reduce(ref, pointers, served.get());
        // What cannot be taken away first may go with what is put in its place.
        yield changed || reduced instanceof Outcome.Refused
            ? apply(ref, wanted, served.get())
            : reduced;
      }
      case Drift.Missing() -> bringUnseen(ref, wanted, labels, served.get());
    };
  }

  private Drift drift(ObjectNode wanted, ObjectRef ref, Map<String, String> labels) {
    return Drift.between(
        wanted, objects.find(ref), labels, objects.authorship(ref), objects::unwanted);
  }

  private ObjectNode whole(
      DesiredObject desired, Map<String, String> labels, ResourceDefinitionContext served) {
    ObjectRef ref = desired.ref();
    ObjectNode whole = desired.body().deepCopy();
    whole.put("apiVersion", ref.kind().apiVersion(served.getVersion()));
    whole.put("kind", ref.kind().name());
    ObjectNode metadata = whole.withObject("/metadata");
    metadata.put("name", ref.name());
    if (ref.namespace() != null) {
      metadata.put("namespace", ref.namespace());
    }
    labels.forEach(metadata.withObject("/labels")::put);
    // What is left out from one time to the next shows by this alone.
    metadata.withObject("/annotations").put(Labels.APPLIED, Fingerprints.of(desired.body()));
    return whole;
  }

  /// What is not in sight may be there all the same, without the agent's label or just made.
  private Outcome bringUnseen(
      ObjectRef ref,
      ObjectNode wanted,
      Map<String, String> labels,
      ResourceDefinitionContext served) {
    GenericKubernetesResource there = resource(ref, served).get();
    if (there == null) {
      return apply(ref, wanted, served);
    }
    Map<String, String> its = Optional.ofNullable(there.getMetadata().getLabels()).orElse(Map.of());
    if (!its.containsKey(Labels.CONFIGURATION)) {
      return Authorship.of(there).applied() ? apply(ref, wanted, served) : taken(ref);
    }
    objects.saw(ref.kind(), there);
    return switch (drift(wanted, ref, labels)) {
      case Drift.Others() -> taken(ref);
      case Drift.Leaving() -> new Outcome.InTheWay();
      case Drift.None(), Drift.Missing(), Drift.Changed(), Drift.Extended(_, _) ->
          apply(ref, wanted, served);
    };
  }

  private Outcome taken(ObjectRef ref) {
    return new Outcome.Taken(
        objects
            .find(ref)
            .filter(object -> objects.authorship(ref).ofConfiguration())
            .map(object -> object.label(Labels.CONFIGURATION))
            .map(owner -> ref + " belongs to another configuration, " + owner)
            .orElse(ref + " exists and was not made by Fairlead; it is left alone"));
  }

  private Outcome apply(ObjectRef ref, ObjectNode wanted, ResourceDefinitionContext served) {
    try {
      return applied(ref, wanted, served);
    } catch (KubernetesClientException e) {
      boolean helped =
          lacksNamespace(ref, e) ? makeNamespace(ref) : dropOwn(ref, wanted, served, e);
      if (!helped) {
        return refusal(ref, e);
      }
    }
    try {
      return applied(ref, wanted, served);
    } catch (KubernetesClientException e) {
      return refusal(ref, e);
    }
  }

  /// Servers before 1.21 leave a null where an object that only the agent set is applied away, and
  /// refuse that. So what it set and no longer wants goes first.
  ///
  /// @return whether there was something of that kind, and it is gone
  private boolean dropOwn(
      ObjectRef ref,
      ObjectNode wanted,
      ResourceDefinitionContext served,
      KubernetesClientException refused) {
    GenericKubernetesResource there =
        refused.getCode() == UNPROCESSABLE ? resource(ref, served).get() : null;
    if (there == null) {
      return false;
    }
    List<String> pointers =
        ManagedFields.ofAgent(there)
            .beyond(
                wanted, client.getKubernetesSerialization().convertValue(there, ObjectNode.class));
    objects.saw(ref.kind(), there);
    return !pointers.isEmpty() && reduce(ref, pointers, served) instanceof Outcome.Changed;
  }

  private Outcome applied(ObjectRef ref, ObjectNode wanted, ResourceDefinitionContext served) {
    GenericKubernetesResource body =
        client.getKubernetesSerialization().convertValue(wanted, GenericKubernetesResource.class);
    GenericKubernetesResource answer = resource(ref, served).patch(ServerSideApply.byAgent(), body);
    objects.saw(ref.kind(), answer);
    LOG.debugf("applied=%s", ref);
    return new Outcome.Changed();
  }

  private Outcome reduce(ObjectRef ref, List<String> pointers, ResourceDefinitionContext served) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    // Places in lists are those of the state that was seen: a conflict when it is another one.
    objects
        .find(ref)
        .ifPresent(
            seen ->
                patch
                    .addObject()
                    .put("op", "replace")
                    .put("path", "/metadata/resourceVersion")
                    .put("value", seen.resourceVersion()));
    pointers.forEach(pointer -> patch.addObject().put("op", "remove").put("path", pointer));
    try {
      GenericKubernetesResource answer =
          resource(ref, served).patch(PatchContext.of(PatchType.JSON), patch.toString());
      objects.saw(ref.kind(), answer);
      LOG.infof("reduced=\"%s\" fields=%s", ref, pointers);
      return new Outcome.Changed();
    } catch (KubernetesClientException e) {
      return refusal(ref, e);
    }
  }

  private static boolean lacksNamespace(ObjectRef ref, KubernetesClientException e) {
    return ref.namespace() != null
        && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        && e.getStatus() != null
        && e.getStatus().getDetails() != null
        && "namespaces".equals(e.getStatus().getDetails().getKind());
  }

  private boolean makeNamespace(ObjectRef ref) {
    try {
      var _ =
          client
              .namespaces()
              .resource(
                  new NamespaceBuilder()
                      .withNewMetadata()
                      .withName(ref.namespace())
                      .withLabels(Labels.shared())
                      .endMetadata()
                      .build())
              .create();
      LOG.infof("namespace=made name=%s", ref.namespace());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      // Somebody was quicker.
    }
    return true;
  }

  /// What only a change of the object or the cluster can help against; the rest is thrown.
  private static Outcome refusal(ObjectRef ref, KubernetesClientException e) {
    boolean lasting =
        Faults.isMisfit(e)
            || switch (e.getCode()) {
              case HttpURLConnection.HTTP_BAD_REQUEST,
                  HttpURLConnection.HTTP_FORBIDDEN,
                  HttpURLConnection.HTTP_NOT_FOUND,
                  HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
                  UNPROCESSABLE ->
                  true;
              default -> false;
            };
    if (!lasting) {
      throw e;
    }
    return new Outcome.Refused(ref + " was refused by the cluster: " + Faults.reason(e));
  }

  /// Removes an object, if it is still the one that was seen. Its finalizers are waited for by
  /// whoever watches.
  public void remove(ObservedObject seen) {
    ObjectRef ref = seen.ref();
    Optional<ResourceDefinitionContext> served = objects.context(ref.kind());
    if (served.isEmpty() || seen.isDeleting()) {
      return;
    }
    try {
      var _ = resource(ref, served.get()).lockResourceVersion(seen.resourceVersion()).delete();
    } catch (KubernetesClientException e) {
      throw new ObjectFaultException(ref, e);
    }
    LOG.debugf("removed=\"%s\"", ref);
  }

  /// Gives up waiting for Flux to finish with an object that is being deleted: what it applied
  /// stays in the cluster.
  public void abandon(ObservedObject seen) {
    Optional<ResourceDefinitionContext> served = objects.context(seen.ref().kind());
    if (served.isEmpty() || !seen.ref().kind().isOfFlux()) {
      return;
    }
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    seen.body()
        .at("/metadata/finalizers")
        .forEach(
            finalizer -> {
              if (!finalizer.asText().equals(FLUX_FINALIZER)) {
                kept.add(finalizer);
              }
            });
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.withObject("/metadata").set("finalizers", kept);
    patch.withObject("/metadata").put("resourceVersion", seen.resourceVersion());
    try {
      var _ =
          resource(seen.ref(), served.get())
              .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    } catch (KubernetesClientException e) {
      throw new ObjectFaultException(seen.ref(), e);
    }
    LOG.warnf("abandoned=\"%s\" reason=\"its finalizer was waited for too long\"", seen.ref());
  }

  private Resource<GenericKubernetesResource> resource(
      ObjectRef ref, ResourceDefinitionContext served) {
    var all = client.genericKubernetesResources(served);
    return ref.namespace() == null
        ? all.withName(ref.name())
        : all.inNamespace(ref.namespace()).withName(ref.name());
  }
}
