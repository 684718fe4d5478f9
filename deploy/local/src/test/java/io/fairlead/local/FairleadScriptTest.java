package io.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `./fairlead` in a project that is already built, with JDKs that only say that they
/// were started, and on its PATH nothing but what it needs.
@Tag("process")
class FairleadScriptTest {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "dirname",
          "sed",
          "readlink",
          "find",
          "head",
          "cat",
          "awk",
          "sort",
          "rm",
          "mkdir",
          "cp",
          "mv",
          "cksum");

  @TempDir Path directory;
  private final Map<String, String> environment = new TreeMap<>();
  private Path project = Path.of("");
  private Path jvms = Path.of("");

  /// What a run of the script came to.
  private record Outcome(int code, List<String> output, List<String> errors) {}

  @BeforeEach
  void make() throws IOException {
    project = Files.createDirectories(directory.resolve("a project"));
    Files.copy(Path.of("../../fairlead"), project.resolve("fairlead"));
    write(project.resolve("deploy/local/target/fairlead-local.jar"), "");
    write(project.resolve("target/fairlead-up.stamp"), "");
    jvms = Files.createDirectories(directory.resolve("some jvms"));
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), installed(tool));
    }
    environment.put("PATH", tools.toString());
    environment.put("HOME", Files.createDirectories(directory.resolve("home")).toString());
    environment.put("FAIRLEAD_JVMS", jvms.toString());
  }

  @Test
  void says_in_one_line_that_its_jdk_is_too_old() throws Exception {
    // Given
    environment.put("JAVA_HOME", jdk("java 17", 17).toString());

    // When
    Outcome outcome = run("up");

    // Then
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith(
            "fairlead: needs a JDK 25 or newer, the newest found is 17 (looked in JAVA_HOME, ")
        .contains("Install one");
  }

  @Test
  void says_in_one_line_that_there_is_no_jdk() throws Exception {
    // When
    Outcome outcome = run("up");

    // Then
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith("fairlead: needs a JDK 25 or newer, none was found ");
  }

  @Test
  void finds_a_jdk_that_is_new_enough_by_itself() throws Exception {
    // Given
    environment.put("JAVA_HOME", jdk("java 17", 17).toString());
    jdk("java 21", 21);
    Path found = jdk("java 26", 26);

    // When
    Outcome outcome = run("up");

    // Then
    assertThat(outcome.code()).isZero();
    assertThat(outcome.output()).contains("started " + found);
  }

  @Test
  void finds_a_jdk_behind_a_link_on_its_path() throws Exception {
    // Given
    Path found = jdk("java 25", 25);
    Path elsewhere = Files.move(found, directory.resolve("elsewhere"));
    Files.createSymbolicLink(directory.resolve("tools/java"), Path.of("../elsewhere/bin/java"));

    // When
    Outcome outcome = run("up");

    // Then
    assertThat(outcome.output().getFirst()).startsWith("started ");
    assertThat(Path.of(outcome.output().getFirst().substring("started ".length())).toRealPath())
        .isEqualTo(elsewhere.toRealPath());
  }

  @Test
  void runs_what_it_belongs_to_from_anywhere() throws Exception {
    // Given
    jdk("java 25", 25);
    Path link = directory.resolve("a link");
    Files.createSymbolicLink(link, Path.of("a project/fairlead"));

    // When
    Outcome outcome = run(link, "up", "--data", "some where");

    // Then
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output())
        .contains("-Dfairlead.home=" + project.toRealPath())
        .endsWith(
            project.toRealPath().resolve("deploy/local/target/fairlead-local.jar").toString(),
            "--data",
            "some where");
  }

  @Test
  void hands_the_words_after_agent_to_the_command_for_real_clusters() throws Exception {
    // Given
    jdk("java 25", 25);

    // When
    Outcome outcome = run("agent", "connect", "--name", "a ship", "--", "--help");

    // Then
    assertThat(outcome.output())
        .contains("-Dfairlead.home=" + project.toRealPath())
        .endsWith(
            "-cp",
            project.toRealPath().resolve("deploy/local/target/fairlead-local.jar").toString(),
            "io.fairlead.local.agent.AgentMain",
            "connect",
            "--name",
            "a ship",
            "--",
            "--help");
  }

  @Test
  void explains_itself_without_a_jdk() throws Exception {
    // When
    Outcome outcome = run("up", "--help");

    // Then
    assertThat(outcome.code()).isZero();
    assertThat(outcome.output().toString()).contains("--clusters N").contains("FAIRLEAD_JVMS");
  }

  @Test
  void names_a_verb_that_it_does_not_know() throws Exception {
    // When
    Outcome outcome = run("upp");

    // Then
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.errors().getFirst()).isEqualTo("fairlead: unknown verb upp");
  }

  @Test
  void names_each_test_that_failed_right_before_it_counts_them() throws Exception {
    // Given
    jdk("java 25", 25);
    mavenThatReports(
        """
        <testsuite name="io.a.FirstTest" tests="4" errors="1" skipped="1" failures="1">
          <testcase name="holds" classname="io.a.FirstTest" time="0.1">
            <system-out><![CDATA[<testcase name="printed" classname="io.a.Not">
        <failure message="printed"/>
        ]]></system-out>
          </testcase>
          <testcase name="is_away" classname="io.a.FirstTest"><skipped message="no cluster"/></testcase>
          <testcase name="compares(int)[2]" classname="io.a.FirstTest" time="0.1">
            <failure message="&#10;expected: &quot;a&quot; &amp; &lt;b&gt;&#10; but was: c" type="Failed"><![CDATA[Failed:
        <failure message="of the trace"/>
        ]]></failure>
          </testcase>
          <testcase name="throws_nothing_to_say" classname="io.a.FirstTest" time="0.1">
            <error type="java.lang.NullPointerException"><![CDATA[java.lang.NullPointerException
        ]]></error>
          </testcase>
        </testsuite>
        """,
        """
        <testsuite name="io.b.SecondTest" tests="1" errors="1" skipped="0" failures="0">
          <testcase name="" classname="io.b.SecondTest" time="0.0">
            <error message="%sä" type="java.io.IOException"><![CDATA[java.io.IOException]]></error>
          </testcase>
        </testsuite>
        """
            .formatted("x".repeat(199)));

    // When
    Outcome outcome = run("test");

    // Then
    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.output())
        .containsExactly(
            "tested",
            "failed io.a.FirstTest#compares(int)[2]: expected: \"a\" & <b>",
            "failed io.a.FirstTest#throws_nothing_to_say: java.lang.NullPointerException",
            "failed io.b.SecondTest: " + "x".repeat(199) + "...",
            "1 passed, 3 failed, 1 skipped");
  }

  @Test
  void only_counts_tests_where_none_failed() throws Exception {
    // Given
    jdk("java 25", 25);
    mavenThatReports(
        """
        <testsuite name="io.a.FirstTest" tests="2" errors="0" skipped="0" failures="0">
          <testcase name="holds" classname="io.a.FirstTest" time="0.1"/>
          <testcase name="holds_too" classname="io.a.FirstTest" time="0.1"/>
        </testsuite>
        """);

    // When
    Outcome outcome = run("test");

    // Then
    assertThat(outcome.code()).isZero();
    assertThat(outcome.output()).containsExactly("tested", "2 passed, 0 failed");
  }

  @Test
  void hands_its_words_to_the_benchmarks() throws Exception {
    // Given
    jdk("java 25", 25);
    environment.put("FAIRLEAD_START_CACHE", "no");
    Path program = project.resolve("benchmarks/target/fairlead-benchmarks.jar");
    write(program, "");

    // When
    Outcome outcome = run("bench", "write", "--quick");

    // Then
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output())
        .contains("-Dfairlead.home=" + project.toRealPath())
        .endsWith("-jar", program.toRealPath().toString(), "write", "--quick");
  }

  @Test
  void starts_the_launcher_with_what_was_prepared() throws Exception {
    // Given
    Path prepared = prepared();

    // When
    Outcome outcome = run("up");

    // Then
    assertThat(outcome.output()).contains("-XX:AOTCache=" + prepared);
  }

  @Test
  void starts_the_launcher_without_it_when_it_is_damaged() throws Exception {
    // Given
    Path prepared = prepared();
    write(prepared, "classeS");

    // When
    Outcome outcome = run("up");

    // Then
    assertThat(outcome.code()).isZero();
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output()).noneMatch(word -> word.startsWith("-XX:AOTCache"));
  }

  @Test
  void starts_the_launcher_without_it_once_a_jar_was_built_anew() throws Exception {
    // Given
    Path prepared = prepared();
    Files.setLastModifiedTime(
        project.resolve("deploy/local/target/fairlead-local.jar"),
        FileTime.from(Instant.now().plusSeconds(60)));

    // When
    Outcome outcome = run("up");

    // Then
    assertThat(prepared).exists();
    assertThat(outcome.output()).isNotEmpty().noneMatch(word -> word.startsWith("-XX:AOTCache"));
  }

  @Test
  void starts_the_launcher_without_it_on_another_jdk() throws Exception {
    // Given
    Path prepared = prepared();
    environment.put("JAVA_HOME", jdk("java 26", 26).toString());

    // When
    Outcome outcome = run("up");

    // Then
    assertThat(prepared).exists();
    assertThat(outcome.output()).isNotEmpty().noneMatch(word -> word.startsWith("-XX:AOTCache"));
  }

  @Test
  void prepares_fast_starts_once_for_the_benchmarks() throws Exception {
    // Given
    jdk("java 25", 25);
    write(project.resolve("benchmarks/target/fairlead-benchmarks.jar"), "");

    // When
    List<String> first = run("bench", "start").errors();
    List<String> second = run("bench", "start").errors();

    // Then
    assertThat(first).containsExactly("  preparing fast starts");
    assertThat(second).isEmpty();
  }

  @Test
  void prepares_fast_starts_once_of_what_was_built_otherwise() throws Exception {
    // Given
    jdk("java 25", 25);

    // When
    Outcome first = run("train");
    Outcome second = run("train");

    // Then
    assertThat(first.code()).isZero();
    assertThat(first.errors()).containsExactly("  preparing fast starts");
    assertThat(second).isEqualTo(new Outcome(0, List.of(), List.of()));
  }

  @Test
  void says_that_there_is_nothing_whose_start_could_be_made_faster() throws Exception {
    // Given
    jdk("java 25", 25);
    Files.delete(project.resolve("deploy/local/target/fairlead-local.jar"));

    // When
    Outcome outcome = run("train");

    // Then
    assertThat(outcome.code()).isOne();
    assertThat(outcome.errors())
        .containsExactly("fairlead: nothing is built: run ./fairlead build");
  }

  @Test
  void measures_without_fast_starts_where_they_cannot_be_prepared() throws Exception {
    // Given
    Path home = jdk("java 25", 25);
    write(
        home.resolve("bin/java"),
        "#!/bin/sh\ncase \"$*\" in *TrainingMain*) exit 1 ;; esac\necho measured\n");
    write(project.resolve("benchmarks/target/fairlead-benchmarks.jar"), "");

    // When
    Outcome outcome = run("bench", "start");

    // Then
    assertThat(outcome.output()).containsExactly("measured");
    assertThat(outcome.errors()).hasSize(2).last().asString().contains("starts will be slower");
  }

  /// What a JDK is to start the launcher with, as a benchmark has it prepared.
  private Path prepared() throws Exception {
    jdk("java 25", 25);
    write(project.resolve("benchmarks/target/fairlead-benchmarks.jar"), "");
    assertThat(run("bench", "start").code()).isZero();
    Path prepared = project.toRealPath().resolve("target/start-cache/launcher.aot");
    write(prepared, "classes");
    write(prepared.resolveSibling("launcher.sum"), "3758406165 7\n");
    return prepared;
  }

  /// A Maven that leaves these reports behind, whatever it is asked.
  private void mavenThatReports(String... reports) throws IOException {
    Path prepared = directory.resolve("reports");
    for (int i = 0; i < reports.length; i++) {
      write(prepared.resolve("TEST-" + i + ".xml"), reports[i]);
    }
    write(
        directory.resolve("tools/mvn"),
        """
        #!/bin/sh
        if [ "$1" = -v ]; then
          echo 'Apache Maven 3.9.0'
        else
          mkdir -p '%1$s/module/target'
          cp -r '%2$s' '%1$s/module/target/surefire-reports'
          echo tested
        fi
        """
            .formatted(project, prepared));
  }

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(project.resolve("fairlead"), arguments);
  }

  private Outcome run(Path script, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readAllLines(output), Files.readAllLines(errors));
  }

  private Path jdk(String name, int version) throws IOException {
    Path home = jvms.resolve(name);
    write(home.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    write(home.resolve("bin/javac"), "#!/bin/sh\n");
    write(
        home.resolve("bin/java"),
        "#!/bin/sh\necho \"started ${0%/bin/java}\"\nfor word in \"$@\"; do echo \"$word\"; done\n");
    return home;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path installed(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
