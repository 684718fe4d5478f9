package io.fairlead.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contract.access.BuiltInRole;
import io.fairlead.contract.access.Grant;
import io.fairlead.contract.access.RoleScope;
import io.fairlead.store.Page;
import io.fairlead.store.PageRequest;
import io.fairlead.store.RoleAssignmentWrite;
import io.fairlead.store.RoleAssignments;
import io.fairlead.store.StoredRoleAssignment;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AssignedRolesTest {
  private final Counting store = new Counting();
  private long now;
  private final AssignedRoles roles = new AssignedRoles(store, () -> now);

  /// Counts how often it is asked for a principal's roles.
  private static final class Counting implements RoleAssignments {
    private int asked;
    private boolean broken;

    @Override
    public Uni<List<Grant>> of(String principalId) {
      asked++;
      return broken
          ? Uni.createFrom().failure(new IllegalStateException("broken"))
          : Uni.createFrom().item(List.of(new Grant(BuiltInRole.READER, RoleScope.ROOT)));
    }

    @Override
    public Uni<Outcome> put(RoleAssignmentWrite write) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<StoredRoleAssignment>> find(RoleScope scope, UUID name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Page<StoredRoleAssignment>> list(Query query, PageRequest page) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Optional<StoredRoleAssignment>> delete(RoleScope scope, UUID name) {
      throw new UnsupportedOperationException();
    }
  }

  private List<Grant> ask() {
    return roles.of("ada").await().indefinitely();
  }

  @Test
  void aPrincipalIsAskedForOnceInHalfASecond() {
    // Given
    ask();
    now += AssignedRoles.KEPT.toNanos() - 1;
    ask();
    assertThat(store.asked).isEqualTo(1);

    // When
    now += 1;
    ask();

    // Then
    assertThat(store.asked).isEqualTo(2);
  }

  @Test
  void whatIsChangedHereCountsAtOnce() {
    // Given
    ask();

    // When
    roles.forget();
    ask();

    // Then
    assertThat(store.asked).isEqualTo(2);
  }

  @Test
  void aFailureIsNotKept() {
    // Given
    store.broken = true;
    assertThatThrownBy(this::ask).hasRootCauseMessage("broken");

    // When
    store.broken = false;

    // Then
    assertThat(ask()).hasSize(1);
  }
}
