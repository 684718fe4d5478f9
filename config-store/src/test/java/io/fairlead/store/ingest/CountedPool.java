package io.fairlead.store.ingest;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// A pool that counts the statements that run in transactions.
record CountedPool(Pool pool, AtomicInteger count) {
  static CountedPool of(Pool real) {
    AtomicInteger count = new AtomicInteger();
    return new CountedPool(
        proxy(
            Pool.class,
            (method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return real.getConnection().map(connection -> counting(connection, count));
              }
              return invoke(method, real, arguments);
            }),
        count);
  }

  private static SqlConnection counting(SqlConnection real, AtomicInteger count) {
    return proxy(
        SqlConnection.class,
        (method, arguments) -> {
          if (method.getName().equals("preparedQuery")) {
            count.incrementAndGet();
          }
          return invoke(method, real, arguments);
        });
  }

  void reset() {
    count.set(0);
  }

  int statements() {
    return count.get();
  }

  @FunctionalInterface
  private interface Call {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    InvocationHandler handler =
        (self, method, arguments) ->
            method.getName().equals("withTransaction")
                ? InvocationHandler.invokeDefault(self, method, arguments)
                : call.on(method, arguments == null ? new Object[0] : arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
