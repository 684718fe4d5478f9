package io.fairlead.api.runtime;

import io.fairlead.api.rate.Rate;
import io.fairlead.api.rate.RateLimits;
import io.fairlead.api.rate.RequestKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/// Makes the callers' limits as the settings say, and shows how they fare.
@ApplicationScoped
class Rates {
  private static final String PREFIX = "fairlead.api.rate.";

  @Produces
  @Singleton
  RateLimits limits(ApiConfig config, MeterRegistry metrics) {
    ApiConfig.RateConfig rate = config.rate();
    var limits =
        new RateLimits(
            Map.of(
                RequestKind.READS,
                of(RequestKind.READS, rate.readsBurst(), rate.readsPerSecond()),
                RequestKind.WRITES,
                of(RequestKind.WRITES, rate.writesBurst(), rate.writesPerSecond()),
                RequestKind.DELETES,
                of(RequestKind.DELETES, rate.deletesBurst(), rate.deletesPerSecond())),
            System::nanoTime);
    for (RequestKind kind : RequestKind.values()) {
      FunctionCounter.builder("fairlead.api.rate.refused", limits, of -> of.refused(kind))
          .description("Requests refused because their caller asks too often")
          .tag("kind", kind.label())
          .register(metrics);
    }
    Gauge.builder("fairlead.api.rate.callers", limits, RateLimits::callers)
        .description("Callers whose requests are counted")
        .register(metrics);
    return limits;
  }

  private static Rate of(RequestKind kind, int burst, double perSecond) {
    try {
      return new Rate(burst, perSecond);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          PREFIX + kind.label() + "-burst, -per-second: " + e.getMessage(), e);
    }
  }
}
