/// The agent's state in a directory of files. [io.fairlead.session.file.FileDesiredStateStore] is
/// the
/// way in; [io.fairlead.session.file.StateLog] knows the bytes.
@NullMarked
package io.fairlead.session.file;

import org.jspecify.annotations.NullMarked;
