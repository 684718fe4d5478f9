package io.fairlead.benchmarks.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// The outcomes of one call of `./fairlead bench`, for programs that compare them.
public final class ResultFile {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private ResultFile() {}

  /// Writes them into a new file.
  ///
  /// @param folder where; made where missing
  /// @param asked the name of a benchmark, or `all`
  /// @param quick whether the work was made smaller
  /// @param version of what was measured, as [Revision] tells it
  /// @return the file
  /// @throws UncheckedIOException when that cannot be done
  public static Path write(
      Path folder,
      String asked,
      boolean quick,
      String version,
      Instant begun,
      List<Outcome> outcomes) {
    Path file = folder.resolve(asked + (quick ? "-quick-" : "-") + NAME.format(begun) + ".json");
    try {
      Files.createDirectories(folder);
      Files.write(file, Json.write(of(asked, quick, version, begun, outcomes)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static ObjectNode of(
      String asked, boolean quick, String version, Instant begun, List<Outcome> outcomes) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("benchmark", asked)
        .put("quick", quick)
        .put("version", version)
        .put("begun", begun.toString());
    all.put("reached", outcomes.stream().allMatch(Outcome::isReached));
    Machine machine = Machine.here();
    all.putObject("machine")
        .put("processors", machine.processors())
        .put("processor", machine.processor())
        .put("memoryBytes", machine.memoryBytes())
        .put("system", machine.system())
        .put("java", machine.java());
    ArrayNode list = all.putArray("outcomes");
    outcomes.forEach(outcome -> add(list.addObject(), outcome));
    return all;
  }

  private static void add(ObjectNode node, Outcome outcome) {
    node.put("benchmark", outcome.benchmark())
        .put("work", outcome.work())
        .put("hub", outcome.hub())
        .put("seconds", outcome.seconds())
        .put("reached", outcome.isReached());
    if (!outcome.failure().isEmpty()) {
      node.put("failure", outcome.failure());
    }
    ArrayNode figures = node.putArray("figures");
    outcome.figures().forEach(figure -> add(figures.addObject(), figure));
    ArrayNode processes = node.putArray("processes");
    for (ProcessUse use : outcome.processes()) {
      processes
          .addObject()
          .put("process", use.process())
          .put("cpuSeconds", use.cpuSeconds())
          .put("compilerSeconds", use.compilerSeconds())
          .put("peakBytes", use.peakBytes());
    }
  }

  private static void add(ObjectNode node, Figure figure) {
    node.put("name", figure.name())
        .put("value", figure.value())
        .put("unit", figure.unit().symbol());
    Goal goal = figure.goal();
    if (goal != null) {
      String bound =
          switch (goal) {
            case Goal.AtLeast least -> "atLeast";
            case Goal.AtMost most -> "atMost";
          };
      node.putObject("goal").put(bound, goal.limit());
      node.put("reached", !figure.isMissed());
    }
    Double floor = figure.floor();
    if (floor != null) {
      node.put("floor", floor);
      figure.ratio().ifPresent(ratio -> node.put("timesFloor", ratio));
    }
  }
}
