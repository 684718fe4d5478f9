package io.fairlead.policy.language.function;

import static io.fairlead.policy.language.function.Dialect.TEMPLATE;
import static io.fairlead.policy.language.function.Function.ANY_NUMBER;

import io.fairlead.policy.language.problem.EvaluationException;
import io.fairlead.policy.language.value.Values;
import java.util.List;

/// Functions that write the ids of resources. `resourceId` and `subscriptionResourceId` ask the
/// deployment for what is left out, so that they are questions; the writing is done here.
public final class ResourceIdFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of(
                  "extensionResourceId",
                  3,
                  ANY_NUMBER,
                  a ->
                      Values.text(
                          withoutSlash(a.text(0))
                              + provider("extensionResourceId()", a.texts(), 1)))
              .only(TEMPLATE),
          Function.of(
                  "tenantResourceId",
                  2,
                  ANY_NUMBER,
                  a -> Values.text(provider("tenantResourceId()", a.texts(), 0)))
              .only(TEMPLATE),
          Function.of(
                  "managementGroupResourceId",
                  3,
                  ANY_NUMBER,
                  a ->
                      Values.text(
                          "/providers/Microsoft.Management/managementGroups/"
                              + a.text(0)
                              + provider("managementGroupResourceId()", a.texts(), 1)))
              .only(TEMPLATE));

  private ResourceIdFunctions() {}

  private static String withoutSlash(String id) {
    return id.endsWith("/") ? id.substring(0, id.length() - 1) : id;
  }

  /// The id within a resource group: `[subscription, [group,]] type, name, …`; one text before
  /// the type is the group.
  ///
  /// @param subscription where the texts name none
  /// @param group where the texts name none
  public static String inGroup(List<String> texts, String subscription, String group) {
    int type = typeAt("resourceId()", texts, 2);
    return "/subscriptions/"
        + (type == 2 ? texts.get(0) : subscription)
        + "/resourceGroups/"
        + (type == 0 ? group : texts.get(type - 1))
        + provider("resourceId()", texts, type);
  }

  /// The id within a subscription: `[subscription,] type, name, …`.
  ///
  /// @param subscription where the texts name none
  public static String inSubscription(List<String> texts, String subscription) {
    int type = typeAt("subscriptionResourceId()", texts, 1);
    return "/subscriptions/"
        + (type == 1 ? texts.get(0) : subscription)
        + provider("subscriptionResourceId()", texts, type);
  }

  private static int typeAt(String who, List<String> texts, int last) {
    for (int i = 0; i <= last && i < texts.size(); i++) {
      if (texts.get(i).indexOf('/') >= 0) {
        return i;
      }
    }
    throw new EvaluationException(
        who + " expects a type such as Microsoft.Kubernetes/connectedClusters");
  }

  /// `/providers/` and the type with its names in between.
  private static String provider(String who, List<String> texts, int typeAt) {
    return "/providers/"
        + interleaved(who, texts.get(typeAt), texts.subList(typeAt + 1, texts.size()));
  }

  /// A type with a name after each of its parts, such as `A.B/c/NAME/d/NAME`.
  ///
  /// @param who for the message
  public static String interleaved(String who, String type, List<String> names) {
    String[] parts = type.split("/", -1);
    if (parts.length < 2 || parts.length - 1 != names.size()) {
      throw new EvaluationException(
          who
              + " expects a name for each part of the type "
              + Values.shortened(type)
              + " after its provider, found "
              + names.size());
    }
    StringBuilder id = new StringBuilder(parts[0]);
    for (int i = 0; i < names.size(); i++) {
      id.append('/').append(parts[i + 1]).append('/').append(names.get(i));
    }
    return id.toString();
  }
}
