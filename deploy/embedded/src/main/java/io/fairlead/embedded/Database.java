package io.fairlead.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// Where a PostgreSQL database is and how to get in.
///
/// @param host its host
/// @param port its port
/// @param name the database's name
/// @param user a user that owns it
/// @param password the user's password; never log it
public record Database(String host, int port, String name, String user, String password) {

  /// For JDBC.
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + name;
  }

  /// For the Vert.x client.
  public String reactiveUrl() {
    return "postgresql://" + host + ":" + port + "/" + name;
  }

  /// The same as standard Quarkus configuration properties.
  public Map<String, String> properties() {
    return Map.of(
        "quarkus.datasource.username",
        user,
        "quarkus.datasource.password",
        password,
        "quarkus.datasource.jdbc.url",
        jdbcUrl(),
        "quarkus.datasource.reactive.url",
        reactiveUrl());
  }

  /// A new connection, to be closed by the caller.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), user, password);
  }

  /// Makes another database on the same server, empty.
  Database create(String newName) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + newName);
      return named(newName);
    } catch (SQLException e) {
      throw new StartException("cannot create database " + newName + ": " + e.getMessage(), e);
    }
  }

  /// Another database on the same server.
  Database named(String otherName) {
    return new Database(host, port, otherName, user, password);
  }

  /// All of it as text, for [#ofLine(String)].
  String toLine() {
    return String.join("\t", host, Integer.toString(port), name, user, password);
  }

  static Database ofLine(String line) {
    String[] parts = line.split("\t", -1);
    return new Database(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3], parts[4]);
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + name;
  }
}
