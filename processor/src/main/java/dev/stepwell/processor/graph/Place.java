package dev.stepwell.processor.graph;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import dev.stepwell.processor.model.Address;

/**
 * A piece of source to which a message points.
 *
 * @param file the source file
 * @param tree the piece
 */
record Place(CompilationUnitTree file, Tree tree) {
  static Address address(Tree tree, ReaderFrame frame) {
    return new Address(new Place(frame.file(), tree), null, null);
  }
}
