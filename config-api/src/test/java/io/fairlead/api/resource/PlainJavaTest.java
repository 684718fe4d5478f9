package io.fairlead.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.api.error.ArmError;
import io.fairlead.api.json.BodyReader;
import io.fairlead.api.schema.Schema;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The core of the API knows no web framework and no database, so that it can be read and tested
/// alone.
class PlainJavaTest {
  private static final List<String> ALLOWED =
      List.of(
          "java/",
          "com/fasterxml/jackson/",
          "org/jspecify/",
          "io/fairlead/contract/event/",
          "io/fairlead/contract/flux/",
          "io/fairlead/contract/id/",
          "io/fairlead/contract/key/",
          "io/fairlead/contract/operator/",
          "io/fairlead/api/error/",
          "io/fairlead/api/json/",
          "io/fairlead/api/schema/",
          "io/fairlead/api/resource/",
          "io/fairlead/policy/language/");

  @ParameterizedTest
  @ValueSource(classes = {ArmError.class, BodyReader.class, Schema.class, ResourceSchemas.class})
  void aPackageOfTheCoreNeedsNothingElse(Class<?> member) throws Exception {
    // Given
    var file = member.getSimpleName() + ".class";
    var folder = Path.of(resource(member, file)).getParent();

    // When
    var needed = new TreeSet<String>();
    try (var files = Files.list(folder)) {
      for (var path : files.filter(p -> p.toString().endsWith(".class")).toList()) {
        needed.addAll(referenced(path));
      }
    }

    // Then
    assertThat(needed).isNotEmpty().allMatch(name -> ALLOWED.stream().anyMatch(name::startsWith));
  }

  private static URI resource(Class<?> member, String file) throws URISyntaxException {
    var url = member.getResource(file);
    assertThat(url).isNotNull();
    return url.toURI();
  }

  private static List<String> referenced(Path path) throws IOException {
    return StreamSupport.stream(ClassFile.of().parse(path).constantPool().spliterator(), false)
        .filter(ClassEntry.class::isInstance)
        .map(entry -> ((ClassEntry) entry).asInternalName().replaceFirst("^\\[+L?", ""))
        .filter(name -> name.contains("/"))
        .toList();
  }
}
