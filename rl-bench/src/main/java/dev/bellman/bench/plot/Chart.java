package dev.bellman.bench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of curves over steps, 1200 by 750 pixels, in colours that the colour-blind can tell.
 */
public final class Chart {
  /** The picture's width in pixels. */
  public static final int WIDTH = 1200;

  /** The picture's height in pixels. */
  public static final int HEIGHT = 750;

  private static final Color INK = new Color(0x22, 0x22, 0x22);
  private static final Color GRID = new Color(0xE4, 0xE4, 0xE4);
  private static final Color QUIET = new Color(0x77, 0x77, 0x77);
  private static final String FAMILY = Font.SANS_SERIF;

  // Okabe and Ito's palette without its yellow, which is too pale for a line on white
  private static final Color[] PALETTE = {
    new Color(0x00, 0x72, 0xB2), new Color(0xD5, 0x5E, 0x00), new Color(0x00, 0x9E, 0x73),
    new Color(0xCC, 0x79, 0xA7), new Color(0xE6, 0x9F, 0x00), new Color(0x56, 0xB4, 0xE9),
  };

  private final XYChart chart;
  private int colours;
  private double last;
  private boolean empty = true;

  /** An empty chart of returns over steps. */
  public Chart(String title, String steps, String returns) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(steps)
            .yAxisTitle(returns)
            .build();
    style();
  }

  /** Adds a line. */
  public Chart line(String name, Curve curve) {
    line(name, curve, next());
    return this;
  }

  /** Adds a line with its band. */
  public Chart band(String name, Band band) {
    Color colour = next();
    polygon(name, band, colour);
    line(name, band.middle(), colour);
    return this;
  }

  /** Adds points, joined by a thin line. */
  public Chart points(String name, Curve curve) {
    if (!curve.isEmpty()) {
      XYSeries series = add(name, curve, next(), SeriesMarkers.CIRCLE);
      series.setLineStyle(new BasicStroke(1.2f));
    }
    return this;
  }

  /** Adds a dashed line at a height, such as the return from which on a task counts as solved. */
  public Chart level(String name, double height) {
    Curve level = new Curve(new double[] {0, Math.max(1, last)}, new double[] {height, height});
    XYSeries series = add(name, level, QUIET, SeriesMarkers.NONE);
    series.setLineStyle(
        new BasicStroke(
            1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {9f, 7f}, 0f));
    return this;
  }

  /** Adds bars, the only thing in this chart, whose x axis is then that of values. */
  public Chart histogram(Histogram histogram) {
    double[] edges = histogram.edges();
    int bins = histogram.counts().length;
    double[] x = new double[2 * bins + 2];
    double[] y = new double[2 * bins + 2];
    for (int i = 0; i < bins; i++) {
      x[2 * i + 1] = edges[i];
      y[2 * i + 1] = histogram.counts()[i];
      x[2 * i + 2] = edges[i + 1];
      y[2 * i + 2] = histogram.counts()[i];
    }
    x[0] = edges[0];
    x[2 * bins + 1] = edges[bins];
    Color colour = next();
    XYSeries area = add("histogram", new Curve(x, y), colour, SeriesMarkers.NONE);
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(pale(colour));
    area.setLineStyle(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    var style = chart.getStyler();
    style.setXAxisMin(edges[0]);
    style.setXAxisMax(edges[bins]);
    style.setXAxisTickLabelsFormattingFunction(Ticks::plain);
    style.setYAxisMin(0.0);
    style.setYAxisTickLabelsFormattingFunction(count -> Ticks.steps(count, 0));
    return withoutLegend();
  }

  /** Shows y, which is positive throughout, on a logarithmic axis. */
  public Chart logarithmic() {
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(Ticks::power);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false); // nine for each power of ten
    return this;
  }

  /** Leaves out the legend: the axes say what its only line is. */
  public Chart withoutLegend() {
    chart.getStyler().setLegendVisible(false);
    return this;
  }

  /** Two charts, one below the other, in one picture of the usual size, as a PNG file's bytes. */
  public static byte[] stacked(Chart upper, Chart lower) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      upper.chart.paint(g, WIDTH, HEIGHT / 2);
      g.translate(0, HEIGHT / 2);
      lower.chart.paint(g, WIDTH, HEIGHT / 2);
    } finally {
      g.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new IllegalStateException("Chart: cannot encode the picture", e);
    }
    return bytes.toByteArray();
  }

  /** The picture as a PNG file's bytes. */
  public byte[] png() {
    if (empty) {
      add(
          "no episode has ended yet",
          new Curve(new double[] {0}, new double[] {0}),
          QUIET,
          SeriesMarkers.NONE);
    }
    try {
      return ChartEncoder.getBytes(chart, "png");
    } catch (IOException e) {
      throw new IllegalStateException("Chart: cannot encode the picture", e);
    }
  }

  private void line(String name, Curve curve, Color colour) {
    if (!curve.isEmpty()) {
      XYSeries series = add(name, curve, colour, SeriesMarkers.NONE);
      series.setLineStyle(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }
  }

  private void polygon(String name, Band band, Color colour) {
    int n = band.low().length;
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = band.middle().x()[i];
      y[i] = band.low()[i];
      x[2 * n - 1 - i] = x[i];
      y[2 * n - 1 - i] = band.high()[i];
    }
    Color pale = pale(colour);
    XYSeries area = add(name + ", 95 % band", new Curve(x, y), pale, SeriesMarkers.NONE);
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(pale);
    area.setLineStyle(new BasicStroke(0f));
    area.setShowInLegend(false);
  }

  private static Color pale(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 45);
  }

  private XYSeries add(String name, Curve curve, Color colour, Marker marker) {
    for (double x : curve.x()) {
      last = Math.max(last, x);
    }
    empty = false;
    XYSeries series = chart.addSeries(name, curve.x(), curve.y());
    series.setMarker(marker);
    series.setLineColor(colour);
    series.setMarkerColor(colour);
    return series;
  }

  private Color next() {
    return PALETTE[colours++ % PALETTE.length];
  }

  private void style() {
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setChartFontColor(INK);
    style.setChartTitleFont(new Font(FAMILY, Font.BOLD, 24));
    style.setChartTitleBoxVisible(false);
    style.setChartTitlePadding(14);
    style.setChartPadding(18);
    style.setAxisTitleFont(new Font(FAMILY, Font.PLAIN, 20));
    style.setAxisTickLabelsFont(new Font(FAMILY, Font.PLAIN, 17));
    style.setAxisTickLabelsColor(INK);
    style.setAxisTitlePadding(12);
    style.setXAxisTickMarkSpacingHint(130);
    style.setYAxisTickMarkSpacingHint(70);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1f));
    style.setPlotMargin(0);
    style.setPlotContentSize(0.97);
    style.setLegendFont(new Font(FAMILY, Font.PLAIN, 17));
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
    style.setMarkerSize(8);
    style.setAntiAlias(true);
    style.setLocale(Locale.ROOT);
    style.setXAxisMin(0.0);
    // the unit is that of the whole axis, which is known when the picture is asked for
    style.setXAxisTickLabelsFormattingFunction(steps -> Ticks.steps(steps, last));
  }
}
