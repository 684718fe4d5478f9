package io.fairlead.api.handler;

import io.fairlead.api.request.ArmRequest;
import io.fairlead.api.request.PercentEncoding;
import io.fairlead.contract.id.ResourceId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// The headers of ARM's long-running operations.
///
/// @param url where the operation is polled
record AsyncLinks(String url) {
  private static final String WRITE_TIMEOUT = "PT48H";
  private static final String DELETE_TIMEOUT = "PT1H";

  static AsyncLinks of(ArmRequest request, ResourceId resource, UUID operation) {
    return new AsyncLinks(
        request.link(PercentEncoding.encodePath(resource + "/operations/" + operation)));
  }

  Map<String, String> put() {
    return headers(WRITE_TIMEOUT);
  }

  Map<String, String> patch() {
    return accepted(WRITE_TIMEOUT);
  }

  Map<String, String> delete() {
    return accepted(DELETE_TIMEOUT);
  }

  private Map<String, String> accepted(String timeout) {
    Map<String, String> headers = new HashMap<>(headers(timeout));
    headers.put("Location", url);
    headers.put("Retry-After", "1");
    return headers;
  }

  private Map<String, String> headers(String timeout) {
    return Map.of(
        "Azure-AsyncOperation", url,
        "Operation-Location", url,
        "x-ms-async-operation-timeout", timeout);
  }
}
