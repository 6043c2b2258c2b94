package io.rapport.launcher.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether a URL answers. */
public final class HttpProbe {

  private static final int TIMEOUT_MILLIS = 1000;

  private HttpProbe() {}

  /** True if a GET is answered with 200 within a second. */
  public static boolean answers(String url) {
    try {
      var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
