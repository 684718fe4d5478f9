package io.fairlead.api.runtime;

import io.fairlead.api.access.Access;
import io.fairlead.api.audit.Auditing;
import io.fairlead.api.http.Edge;
import io.fairlead.api.http.Limits;
import io.fairlead.api.json.BodyReader;
import io.fairlead.api.openapi.OpenApiDocument;
import io.fairlead.api.operation.Catalog;
import io.fairlead.api.operation.Dispatcher;
import io.fairlead.api.operation.Operation;
import io.fairlead.api.policy.PolicySnapshots;
import io.fairlead.api.rate.RateLimits;
import io.fairlead.api.request.ArmException;
import io.fairlead.api.work.EvaluationPool;
import io.fairlead.api.work.PagePool;
import io.fairlead.contract.json.Json;
import io.fairlead.store.ClusterStore;
import io.fairlead.store.ConfigurationStore;
import io.fairlead.store.FleetView;
import io.fairlead.store.Operations;
import io.fairlead.store.PolicyStates;
import io.fairlead.store.PolicyStore;
import io.fairlead.store.Remediations;
import io.fairlead.store.RoleAssignments;
import io.fairlead.store.ScopeStore;
import io.fairlead.store.audit.AuditLog;
import io.fairlead.store.secret.SecretHandover;
import io.fairlead.store.secret.SecretProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/// Puts the edge behind the framework's own paths: health and metrics below `/q`, and everything
/// else here.
@ApplicationScoped
public class ApiRoutes {
  private static final Logger LOG = Logger.getLogger(ApiRoutes.class);
  private static final String METRICS = "/q/metrics";

  /// The framework's paths; every other one is the API's.
  private static final Set<String> FRAMEWORK =
      Set.of(
          METRICS,
          "/q/health",
          "/q/health/live",
          "/q/health/ready",
          "/q/health/started",
          "/q/health/well");

  private final Edge edge;
  private final Tokens tokens;

  public ApiRoutes(
      Vertx vertx,
      RoleAssignments roles,
      ScopeStore scopes,
      ClusterStore clusters,
      ConfigurationStore configurations,
      PolicyStore policies,
      PolicyStates policyStates,
      FleetView fleet,
      Remediations remediations,
      Operations operations,
      AuditLog auditLog,
      PolicySnapshots policySnapshots,
      EvaluationPool pool,
      PagePool pages,
      SecretProvider secrets,
      SecretHandover handover,
      ApiConfig config,
      Tokens tokens,
      DatabaseProbe probe,
      Observability observability,
      RateLimits rates) {
    var access = new Access(roles);
    List<Operation> table =
        Catalog.of(
            new Catalog.Stores(
                roles,
                scopes,
                clusters,
                configurations,
                policies,
                policyStates,
                fleet,
                remediations,
                operations,
                auditLog,
                secrets,
                handover),
            access,
            policySnapshots,
            pool,
            pages,
            InstantSource.system());
    Buffer document = Buffer.buffer(Json.write(OpenApiDocument.of(table)));
    this.tokens = tokens;
    this.edge =
        new Edge(
            vertx,
            new Dispatcher(table),
            tokens.signIn(),
            access,
            new Auditing(auditLog, InstantSource.system(), observability),
            new Limits(
                BodyReader.STANDARD.maxBytes(),
                config.maxUrlLength(),
                config.maxHeaderLength(),
                config.bodyMemory().asLongValue(),
                config.maxConcurrentRequests(),
                config.readTimeout(),
                config.requestTimeout(),
                config.writeTimeout()),
            probe::available,
            Map.of("/openapi", document, "/q/openapi", document),
            observability,
            rates);
  }

  void install(@Observes Router router) {
    // Before any of the framework's routes: those match paths in ways that fail for malformed ones.
    router.route().order(Integer.MIN_VALUE).handler(this::route).failureHandler(this::fail);
    router.route().last().handler(context -> edge.handle(context.request()));
  }

  private void route(RoutingContext context) {
    String path = context.request().path();
    if (path == null || !FRAMEWORK.contains(path)) {
      edge.handle(context.request());
    } else if (path.equals(METRICS)) {
      protectMetrics(context);
    } else {
      context.next();
    }
  }

  private void fail(RoutingContext context) {
    Throwable cause = context.failure();
    boolean fault = context.statusCode() >= 500 && !(cause instanceof IllegalArgumentException);
    if (fault) {
      LOG.errorf(cause, "request failed in the framework path=%s", context.request().path());
    }
    edge.fail(context.request(), fault ? 500 : Math.clamp(context.statusCode(), 400, 499));
  }

  /// Metrics are for this machine, and from elsewhere for whoever has a token.
  private void protectMetrics(RoutingContext context) {
    if (isLoopback(context.request().remoteAddress().hostAddress())) {
      context.next();
      return;
    }
    tokens
        .signIn()
        .check(context.request().getHeader("Authorization"))
        .subscribe()
        .with(
            _ -> context.next(),
            failure -> {
              if (failure instanceof ArmException refused) {
                edge.refuse(context.request(), refused.answer());
              } else {
                context.fail(failure);
              }
            });
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
