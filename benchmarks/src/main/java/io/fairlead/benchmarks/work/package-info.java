/// What is measured: one class for each name that `./fairlead bench` takes.
@NullMarked
package io.fairlead.benchmarks.work;

import org.jspecify.annotations.NullMarked;
