/** Records that people edit, kept with Hibernate Reactive. */
package io.rapport.common.records;
