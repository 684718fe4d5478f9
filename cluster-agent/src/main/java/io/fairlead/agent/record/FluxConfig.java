package io.fairlead.agent.record;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/// The record of one of the hub's `fluxConfigurations`.
@Group("fairlead.io")
@Version("v1")
@ShortNames("fc")
@AdditionalPrinterColumn(name = "Compliance", jsonPath = ".status.compliance")
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.revision")
@AdditionalPrinterColumn(name = "Wanted", jsonPath = ".spec.lifecycle")
@AdditionalPrinterColumn(name = "Message", jsonPath = ".status.message")
public final class FluxConfig extends ConfigRecord {
  private static final long serialVersionUID = 1L;
}
