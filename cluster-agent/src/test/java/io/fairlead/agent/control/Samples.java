package io.fairlead.agent.control;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Properties of configurations as the hub sends them, with `'` for `"`.
final class Samples {
  /// A source whose key is made in the cluster.
  static final String SSH =
      "'sourceKind':'GitRepository','gitRepository':{'url':'ssh://git@github.com/example/fleet',"
          + "'repositoryRef':{'branch':'main'},'timeoutInSeconds':600,'syncIntervalInSeconds':600}";

  /// A source that needs no secret.
  static final String GIT = git("");

  static final String BUCKET =
      "'sourceKind':'Bucket','bucket':{'url':'https://minio.example.com','bucketName':'fleet',"
          + "'insecure':false,'localAuthRef':'creds','timeoutInSeconds':600,"
          + "'syncIntervalInSeconds':600}";

  private Samples() {}

  /// A source of Git.
  ///
  /// @param more further properties of it, each with a comma before it
  static String git(String more) {
    return ("'sourceKind':'GitRepository','gitRepository':{'url':'https://git.example.com/fleet',"
            + "'repositoryRef':{'branch':'main'},'timeoutInSeconds':600,'syncIntervalInSeconds':600"
            + "%s}")
        .formatted(more);
  }

  /// A configuration of Flux v2.
  static String flux(String namespace, String scope, String source, String... kustomizations) {
    return "{'scope':'%s','namespace':'%s','suspend':false,%s,'kustomizations':{%s}}"
        .formatted(scope, namespace, source, String.join(",", kustomizations));
  }

  static String kustomization(String name, String path, String... dependsOn) {
    String needs =
        Arrays.stream(dependsOn).map(need -> "'" + need + "'").collect(Collectors.joining(","));
    return ("'%s':{'path':'%s','prune':true,'force':false,'wait':true,'timeoutInSeconds':600,"
            + "'syncIntervalInSeconds':600,'dependsOn':[%s]}")
        .formatted(name, path, needs);
  }

  /// A configuration of Flux v1 that scans images, and so needs memcached.
  static String operator(String namespace, String instance, String scope, boolean helm) {
    return ("{'repositoryUrl':'ssh://git@github.com/example/fleet','operatorNamespace':'%s',"
            + "'operatorInstanceName':'%s','operatorType':'Flux',"
            + "'operatorParams':'--git-readonly','operatorScope':'%s','enableHelmOperator':%s%s}")
        .formatted(
            namespace,
            instance,
            scope,
            helm,
            helm ? ",'helmOperatorProperties':{'chartVersion':'1.2.0','chartValues':''}" : "");
  }
}
