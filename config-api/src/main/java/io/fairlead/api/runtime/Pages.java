package io.fairlead.api.runtime;

import io.fairlead.api.work.PagePool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Where large pages of lists are made. With threads of their own: no list waits behind a policy
/// that is evaluated on a whole fleet.
@ApplicationScoped
class Pages {
  @Produces
  @Singleton
  PagePool pool() {
    return new PagePool();
  }

  void stop(@Disposes PagePool pool) {
    pool.close();
  }
}
