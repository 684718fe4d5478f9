package io.fairlead.contract.flux;

import java.util.regex.Pattern;

/// How long and of which form the names of a configuration's objects in the cluster may be.
public final class ClusterNames {
  /// Most characters of the names of a configuration and of one of its kustomizations together:
  /// the object has both with a `-` between them, and Flux makes a label of that.
  public static final int LONGEST_PAIR = 62;

  /// What [#FORM] says, for people.
  public static final String FORM_IN_WORDS =
      "letters, digits and '-' between dots, with a letter or digit at both ends of each part";

  /// The form of a configuration's name, whose objects have it in lower case.
  public static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*");

  /// The keys that a secret can have: of this form, and neither `.` nor with two dots in front.
  public static final Pattern SECRET_KEY = Pattern.compile("(?!\\.$|\\.\\.)[-._a-zA-Z0-9]{1,253}");

  private ClusterNames() {}
}
