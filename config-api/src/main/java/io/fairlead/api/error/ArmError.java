package io.fairlead.api.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an answer other than 2xx says, in ARM's shape:
/// `{"error":{code,message,target,details[],additionalInfo[]}}`.
///
/// @param code decides the HTTP status
/// @param message one or more sentences for a person: what was wrong and what is allowed; never a
///     secret, never a stack trace
/// @param target path of the property, parameter or header it is about, such as
///     `properties.gitRepository.url`; null when it is about the request as a whole
/// @param details one entry per violation; empty when there is nothing to add
/// @param additionalInfo facts for programs; empty when there are none
public record ArmError(
    ArmErrorCode code,
    String message,
    @Nullable String target,
    List<Detail> details,
    List<AdditionalInfo> additionalInfo) {

  /// One violation among several.
  ///
  /// @param code short name of the kind of violation
  /// @param message as [ArmError#message()]
  /// @param target as [ArmError#target()]
  public record Detail(String code, String message, @Nullable String target) {}

  /// A fact for programs.
  ///
  /// @param type names the kind of fact
  /// @param info the fact itself
  public record AdditionalInfo(String type, JsonNode info) {}

  /// Copies the lists, so that the error cannot change later.
  public ArmError {
    details = List.copyOf(details);
    additionalInfo = List.copyOf(additionalInfo);
  }

  /// An error about the request as a whole.
  public static ArmError of(ArmErrorCode code, String message) {
    return new ArmError(code, message, null, List.of(), List.of());
  }

  /// An error about one property, parameter or header.
  public static ArmError of(ArmErrorCode code, String message, String target) {
    return new ArmError(code, message, target, List.of(), List.of());
  }

  /// The same error with facts for programs.
  public ArmError with(AdditionalInfo... facts) {
    return new ArmError(code, message, target, details, List.of(facts));
  }

  /// The HTTP status of the answer.
  public int status() {
    return code.status();
  }

  /// The whole body of the answer: `{"error":{…}}`. `target`, `details` and `additionalInfo` are
  /// left out when empty.
  public ObjectNode toJson() {
    var body = JsonNodeFactory.instance.objectNode();
    body.set("error", inner());
    return body;
  }

  /// The error without its envelope, as the `error` of an operation status has it.
  public ObjectNode inner() {
    var error = entry(code.name(), message, target);
    if (!details.isEmpty()) {
      var array = error.putArray("details");
      details.forEach(detail -> array.add(entry(detail.code(), detail.message(), detail.target())));
    }
    if (!additionalInfo.isEmpty()) {
      var array = error.putArray("additionalInfo");
      additionalInfo.forEach(
          fact -> array.addObject().put("type", fact.type()).set("info", fact.info()));
    }
    return error;
  }

  private static ObjectNode entry(String code, String message, @Nullable String target) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("code", code).put("message", message);
    if (target != null) {
      node.put("target", target);
    }
    return node;
  }
}
