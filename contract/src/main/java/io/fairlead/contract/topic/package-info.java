/// Where state travels: the topics, their keys, how long they keep what, and the headers on every
/// record.
@NullMarked
package io.fairlead.contract.topic;

import org.jspecify.annotations.NullMarked;
