/**
 * Polaris's own data, in its own tables: projects, files, conversations and messages. It imports no other package of Polaris; start reading
 * at {@link dev.stepwell.polaris.projects.ProjectFiles}.
 */
@NullMarked
package dev.stepwell.polaris.projects;

import org.jspecify.annotations.NullMarked;
