package io.fairlead.systemtest.clock;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is loaded into a JVM to move its wall clock: the clocks of `java.time` and of Kafka, by
/// which a hub decides everything that has a date. Time that is measured (`System.nanoTime`) goes
/// on as it did, as it does on a machine whose clock is set.
///
/// In that JVM the boot loader has it, where it is alone: it must need nothing but the JDK.
/// Thread-safe.
public final class ClockShift implements ClassFileTransformer {
  private static final String JAVA = "java/time/Clock";
  private static final String KAFKA = "org/apache/kafka/common/utils/SystemTime";
  private static final Set<String> CLOCKS =
      Set.of(JAVA, "java/time/Clock$SystemClock", "java/time/Clock$SystemInstantSource", KAFKA);

  /// Where everybody in the JDK has the time from, but for [#MILLIS].
  private static final String INSTANT = "currentInstant";

  /// Methods that answer with what the system says, as it is.
  private static final Set<String> MILLIS = Set.of("millis", "milliseconds");

  private static final String SYSTEM_MILLIS = "currentTimeMillis";
  private static final ClassDesc SELF = ClassDesc.of(ClockShift.class.getName());
  private static final ClassDesc INSTANT_TYPE = ClassDesc.of(Instant.class.getName());

  private static final Set<String> moved = ConcurrentHashMap.newKeySet();
  private static volatile long aheadMillis;

  private ClockShift() {}

  /// Called by the JVM that it is loaded into, each time anew.
  ///
  /// @param millis how far the clock is to be ahead of the system's from now on
  /// @throws IllegalStateException when a clock stays as it is
  public static synchronized void agentmain(String millis, Instrumentation instrumentation)
      throws UnmodifiableClassException {
    aheadMillis = Long.parseLong(millis);
    if (!moved.isEmpty()) {
      return;
    }
    instrumentation.addTransformer(new ClockShift(), true);
    Class<?>[] clocks =
        Arrays.stream(instrumentation.getAllLoadedClasses())
            .filter(loaded -> CLOCKS.contains(nameOf(loaded)))
            .toArray(Class<?>[]::new);
    instrumentation.retransformClasses(clocks);
    // The JVM keeps to itself what a transformer throws.
    if (!moved.containsAll(Set.of(JAVA, KAFKA))
        || !Arrays.stream(clocks).map(ClockShift::nameOf).allMatch(moved::contains)) {
      throw new IllegalStateException("moved only " + moved + " of " + Arrays.toString(clocks));
    }
  }

  private static String nameOf(Class<?> loaded) {
    return loaded.getName().replace('.', '/');
  }

  /// Called in place of the system's.
  public static long currentTimeMillis() {
    return System.currentTimeMillis() + aheadMillis;
  }

  /// Called with what the system says.
  public static Instant moved(Instant now) {
    return now.plusMillis(aheadMillis);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> before,
      @Nullable ProtectionDomain domain,
      byte[] original) {
    if (name == null || !CLOCKS.contains(name)) {
      return null;
    }
    ClassFile file = ClassFile.of();
    byte[] changed = file.transformClass(file.parse(original), change(name));
    moved.add(name);
    return changed;
  }

  /// Of the JDK's two ways to the time, the one may ask the other, and must not be moved twice.
  private static ClassTransform change(String name) {
    return name.equals(JAVA)
        ? ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString(INSTANT), ClockShift::moveInstant)
        : ClassTransform.transformingMethodBodies(
            method -> MILLIS.contains(method.methodName().stringValue()), ClockShift::moveMillis);
  }

  private static void moveInstant(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction end && end.opcode() == Opcode.ARETURN) {
      code.invokestatic(SELF, "moved", MethodTypeDesc.of(INSTANT_TYPE, INSTANT_TYPE));
    }
    code.with(element);
  }

  private static void moveMillis(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString(SYSTEM_MILLIS)) {
      code.invokestatic(SELF, SYSTEM_MILLIS, MethodTypeDesc.of(ConstantDescs.CD_long));
    } else {
      code.with(element);
    }
  }
}
