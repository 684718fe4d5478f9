package io.fairlead.systemtest.clock;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The wall clock of a running JVM of this machine and user.
///
/// @param jvm whose it is; another process in its place has the machine's time again
public record WallClock(ProcessHandle jvm) {
  /// Sets it ahead of this machine's.
  ///
  /// @param folder for what has to be loaded into the JVM
  /// @throws IllegalStateException when that JVM's clock cannot be set
  public void setAhead(Duration ahead, Path folder) {
    try {
      Path agent = packed(folder);
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      try {
        machine.loadAgent(agent.toString(), Long.toString(ahead.toMillis()));
      } finally {
        machine.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      throw new IllegalStateException("cannot set the clock of " + jvm.pid(), e);
    }
  }

  /// Used by running JVMs, so it is written once.
  private static Path packed(Path folder) throws IOException {
    Path jar = folder.toAbsolutePath().resolve("clock-shift.jar");
    if (Files.exists(jar)) {
      return jar;
    }
    String file = ClockShift.class.getName().replace('.', '/') + ".class";
    try (InputStream code =
            Objects.requireNonNull(ClockShift.class.getClassLoader()).getResourceAsStream(file);
        var out = new JarOutputStream(Files.newOutputStream(jar), manifest(jar))) {
      out.putNextEntry(new JarEntry(file));
      Objects.requireNonNull(code, file).transferTo(out);
      out.closeEntry();
    }
    return jar;
  }

  private static Manifest manifest(Path jar) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", ClockShift.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    // The JDK's own classes, too, have to find what they call.
    attributes.putValue("Boot-Class-Path", jar.getFileName().toString());
    return manifest;
  }
}
